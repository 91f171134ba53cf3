using System.Buffers.Binary;
using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Throughline.Bench.Wire;

/// <summary>
/// One thread's wait for thousands of sockets. The load is made on the machine that is measured, so it has to cost next to
/// nothing: no tasks, no thread pool, one system call that says who has something and one that reads it.
/// </summary>
sealed class Epoll : IDisposable
{
    const int Add = 1;
    const uint Readable = 1;

    // The kernel's struct is packed on x64 and on nothing else.
    static readonly int EventLength = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    static readonly int DataAt = EventLength - 8;

    readonly int _descriptor = Checked(epoll_create1(0));
    readonly byte[] _events = new byte[EventLength * 1024];

    /// <param name="name">What <see cref="Wait"/> tells when the socket has something to read, or was closed.</param>
    public void Watch(Socket socket, int name)
    {
        var told = new byte[EventLength];
        BinaryPrimitives.WriteUInt32LittleEndian(told, Readable);
        BinaryPrimitives.WriteInt64LittleEndian(told.AsSpan(DataAt), name);
        Checked(epoll_ctl(_descriptor, Add, (int)socket.Handle, told));
    }

    /// <summary>Calls back for each socket that has something.</summary>
    /// <returns>How many there were; 0 when the time was over.</returns>
    public int Wait(int milliseconds, Action<int> readable)
    {
        var count = epoll_wait(_descriptor, _events, _events.Length / EventLength, milliseconds);
        for (var i = 0; i < count; i++) readable((int)BinaryPrimitives.ReadInt64LittleEndian(_events.AsSpan(i * EventLength + DataAt)));
        return Math.Max(0, count); // A signal ends the wait early.
    }

    public void Dispose() => _ = close(_descriptor);

    static int Checked(int result) => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [DllImport("libc", SetLastError = true)]
    static extern int epoll_create1(int flags);

    [DllImport("libc", SetLastError = true)]
    static extern int epoll_ctl(int descriptor, int operation, int socket, byte[] told);

    [DllImport("libc", SetLastError = true)]
    static extern int epoll_wait(int descriptor, byte[] events, int most, int milliseconds);

    [DllImport("libc", SetLastError = true)]
    static extern int close(int descriptor);
}

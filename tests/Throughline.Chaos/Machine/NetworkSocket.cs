using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Throughline.Chaos.Machine;

/// <summary>Sockets inside a network: a socket belongs for ever to the namespace that its thread was in when it was made.</summary>
static class NetworkSocket
{
    const int NetworkNamespace = 0x40000000;

    public static Task<Socket> OpenAsync(Network network)
    {
        var opened = new TaskCompletionSource<Socket>(TaskCreationOptions.RunContinuationsAsynchronously);
        // A thread of its own, which ends with it: none that others use may stay inside.
        var inside = new Thread(() => Open(network, opened)) { IsBackground = true };
        inside.Start();
        return opened.Task;
    }

    static void Open(Network network, TaskCompletionSource<Socket> opened)
    {
        try
        {
            using var file = File.OpenHandle(network.Path);
            if (EnterNamespace((int)file.DangerousGetHandle(), NetworkNamespace) != 0)
                throw new Win32Exception();
            opened.SetResult(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        }
        catch (Exception e)
        {
            opened.SetException(e is IOException or Win32Exception ? new SocketException((int)SocketError.NetworkUnreachable) : e);
        }
    }

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    static extern int EnterNamespace(int file, int kind);
}

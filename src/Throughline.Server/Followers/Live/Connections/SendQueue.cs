using System.Buffers.Binary;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;

namespace Throughline.Server.Followers.Live.Connections;

/// <summary>
/// Bounds what the system keeps for a client that does not read. Left alone it keeps up to 4 MB, which nobody counts, and it takes as
/// long until a writer notices that its client has stopped.
/// </summary>
static class SendQueue
{
    const int Bytes = 64 * 1024;

    // <netinet/tcp.h>: TCP_NOTSENT_LOWAT. What is on its way to the client is not counted, so a fast and distant one is as fast as before.
    const int Tcp = 6;
    const int LinuxNotSent = 25;
    const int MacNotSent = 0x201;

    public static void Bound(HttpContext context)
    {
        if (context.Features.Get<IConnectionSocketFeature>()?.Socket is not { ProtocolType: ProtocolType.Tcp } socket)
            return;
        Span<byte> value = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(value, Bytes);
        try
        {
            if (OperatingSystem.IsLinux())
                socket.SetRawSocketOption(Tcp, LinuxNotSent, value);
            else if (OperatingSystem.IsMacOS())
                socket.SetRawSocketOption(Tcp, MacNotSent, value);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // A bound that the system does not know, or a client that has left already: the stream goes on without it.
        }
    }
}

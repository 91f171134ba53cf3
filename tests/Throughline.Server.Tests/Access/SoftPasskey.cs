using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Throughline.Server.Tests.Access;

/// <summary>A passkey as a device makes and uses it (WebAuthn): an elliptic key, and the bytes that are signed with it.</summary>
sealed class SoftPasskey(string host, string origin) : IDisposable
{
    // User present, user verified, and in what is made also the key itself.
    const byte Verified = 0x05;
    const byte WithKey = 0x40;

    readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    readonly byte[] _id = RandomNumberGenerator.GetBytes(16);
    string _userHandle = "";

    /// <summary>How often it was used.</summary>
    public uint Count { get; set; }

    public byte Flags { get; set; } = Verified;

    public string Origin { get; set; } = origin;

    public string Make(string options)
    {
        var asked = JsonNode.Parse(options)!;
        _userHandle = (string)asked["user"]!["id"]!;
        var point = _key.ExportParameters(false).Q;
        // COSE: an EC2 key for ES256 on P-256. Attestation: none.
        byte[] key = [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
        byte[] data = [.. Data((byte)(Flags | WithKey)), .. new byte[16], 0, (byte)_id.Length, .. _id, .. key];
        byte[] attestation = [0xa3, .. Text("fmt"), .. Text("none"), .. Text("attStmt"), 0xa0, .. Text("authData"), 0x58, (byte)data.Length, .. data];
        return Credential(new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(ClientData("webauthn.create", asked)),
            ["attestationObject"] = Base64Url.EncodeToString(attestation),
            ["transports"] = new JsonArray("internal"),
        });
    }

    public string Answer(string options)
    {
        var asked = JsonNode.Parse(options)!;
        Count++;
        var (data, client) = (Data(Flags), ClientData("webauthn.get", asked));
        var signature = _key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Credential(new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(client),
            ["authenticatorData"] = Base64Url.EncodeToString(data),
            ["signature"] = Base64Url.EncodeToString(signature),
            ["userHandle"] = _userHandle,
        });
    }

    public void Dispose() => _key.Dispose();

    byte[] Data(byte flags)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, Count);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(host)), flags, .. count];
    }

    byte[] ClientData(string type, JsonNode asked) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["type"] = type,
        ["challenge"] = (string)asked["challenge"]!,
        ["origin"] = Origin,
        ["crossOrigin"] = false,
    }.ToJsonString());

    string Credential(JsonObject response) => new JsonObject
    {
        ["id"] = Base64Url.EncodeToString(_id),
        ["rawId"] = Base64Url.EncodeToString(_id),
        ["type"] = "public-key",
        ["response"] = response,
        ["clientExtensionResults"] = new JsonObject(),
    }.ToJsonString();

    static byte[] Text(string text) => [(byte)(0x60 | text.Length), .. Encoding.ASCII.GetBytes(text)];
}

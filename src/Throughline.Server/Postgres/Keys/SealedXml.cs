using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Throughline.Server.Postgres.Keys;

/// <summary>An element of XML, encrypted under the master key that it names.</summary>
static class SealedXml
{
    static readonly XName Name = "sealed";
    static readonly XName Master = "master";

    public static XElement Seal(XElement plain, MasterKey master) =>
        new(Name, new XAttribute(Master, master.Id), master.Encrypt(plain.ToString(SaveOptions.DisableFormatting)));

    /// <exception cref="CryptographicException">The master key is not the one in the file.</exception>
    public static XElement Open(XElement element, MasterKeyFile file)
    {
        var id = (string)element.Attribute(Master)!;
        var master = file.Find(id)
            ?? throw new CryptographicException($"A key is encrypted under the master key {id}, which is not the one in {file.Path}.");
        return XElement.Parse(master.Decrypt(element.Value));
    }

    public static IEnumerable<XElement> In(XElement key) => key.DescendantsAndSelf(Name);

    /// <summary>The master key that an element needs; null: none.</summary>
    public static string? MasterOf(XElement key) => (string?)In(key).FirstOrDefault()?.Attribute(Master);
}

/// <summary>Encrypts what is secret in a key before it is stored.</summary>
sealed class XmlSealer(MasterKeyFile file) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(SealedXml.Seal(plaintextElement, file.Current()), typeof(XmlOpener));
}

/// <summary>Decrypts it. The framework makes it, by its name in the stored key, so it must keep that name.</summary>
sealed class XmlOpener(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) => SealedXml.Open(encryptedElement, services.GetRequiredService<MasterKeyFile>());
}

using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Shouldly;
using Throughline.Server.Postgres;
using Throughline.Server.Postgres.Keys;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Keys;

/// <summary>What the program encrypts at rest: the keys stand in the database, and what they are encrypted under does not.</summary>
public sealed class KeysTests : IAsyncLifetime
{
    readonly TestFolder _folder = new("keys");
    TestServer _server = null!;

    string File => Path.Combine(_folder.Path, "keys", "master.key");

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync(("Keys:MasterFile", File));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Nothing_is_made_before_something_is_encrypted_and_then_the_file_is_its_owners_alone()
    {
        System.IO.File.Exists(File).ShouldBeFalse();
        (await CountAsync()).ShouldBe(0);

        Protector(_server.Node).Protect("A secret");

        if (!OperatingSystem.IsWindows())
            System.IO.File.GetUnixFileMode(File).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var xml = await _server.AskAsync<string>("SELECT string_agg(xml, '') FROM data_protection_keys");
        xml.ShouldContain("<sealed ");
        xml.ShouldNotContain("<masterKey");
        xml.ShouldNotContain(System.IO.File.ReadAllText(File).Trim());
    }

    [Fact]
    public async Task What_one_node_encrypted_another_and_a_later_one_can_read()
    {
        var text = Protector(_server.Node).Protect("A secret");
        var other = await _server.AddNodeAsync();
        Protector(other).Unprotect(text).ShouldBe("A secret");
        await _server.RestartAsync();
        Protector(_server.Node).Unprotect(text).ShouldBe("A secret");
        (await CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_node_without_the_instances_key_file_does_not_start_and_says_what_to_do()
    {
        Protector(_server.Node).Protect("A secret");
        var refused = await Should.ThrowAsync<StartupException>(() => _server.AddNodeAsync(("Keys:MasterFile", Path.Combine(_folder.Path, "other.key"))));
        refused.Message.ShouldContain("bring the file from another node");
        System.IO.File.Exists(Path.Combine(_folder.Path, "other.key")).ShouldBeFalse();
    }

    [Fact]
    public async Task Of_two_new_nodes_with_key_files_of_their_own_one_is_refused_at_the_first_secret()
    {
        var other = await _server.AddNodeAsync(("Keys:MasterFile", Path.Combine(_folder.Path, "other.key")));
        Protector(_server.Node).Protect("A secret");
        Should.Throw<CryptographicException>(() => Protector(other).Protect("Another")).ToString().ShouldContain("master key");
        (await _server.AskAsync<long>("SELECT count(DISTINCT master_id) FROM data_protection_keys")).ShouldBe(1);
    }

    [Fact]
    public async Task A_rotation_makes_a_key_that_is_used_later_and_what_was_before_can_be_read()
    {
        var text = Protector(_server.Node).Protect("A secret");
        var (_, from) = _server.Node.Get<KeyRotation>().Rotate();
        from.ShouldBeGreaterThan(TimeProvider.System.GetUtcNow());
        (await CountAsync()).ShouldBe(2);
        Protector(_server.Node).Unprotect(text).ShouldBe("A secret");
    }

    [Fact]
    public async Task A_key_that_another_node_made_is_known_when_it_was_looked_for()
    {
        var other = await _server.AddNodeAsync();
        Protector(_server.Node).Protect("Makes a key");
        var ring = other.Get<KeyRing>();
        await ring.LookAsync(TestContext.Current.CancellationToken);
        var before = ring.GetCacheExpirationToken();
        _server.Node.Get<KeyRotation>().Rotate();
        before.IsCancellationRequested.ShouldBeFalse();
        await ring.LookAsync(TestContext.Current.CancellationToken);
        before.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task Another_master_key_reads_what_was_before_also_in_a_node_that_runs()
    {
        var text = Protector(_server.Node).Protect("A secret");
        var (master, keys) = (System.IO.File.ReadAllText(File), await XmlAsync());
        var other = await _server.AddNodeAsync();

        _server.Node.Get<KeyRotation>().RotateMaster().Count.ShouldBe(1);

        System.IO.File.ReadAllText(File).ShouldNotBe(master);
        (await XmlAsync()).ShouldNotBe(keys);
        Protector(other).Unprotect(text).ShouldBe("A secret");
        await _server.RestartAsync();
        Protector(_server.Node).Unprotect(text).ShouldBe("A secret");
    }

    [Fact]
    public async Task A_master_rotation_that_was_cut_off_before_the_file_was_replaced_is_completed_at_the_next_start()
    {
        var text = Protector(_server.Node).Protect("A secret");
        var before = System.IO.File.ReadAllText(File);
        _server.Node.Get<KeyRotation>().RotateMaster();
        System.IO.File.Move(File, File + ".new");
        System.IO.File.WriteAllText(File, before);

        await _server.RestartAsync();

        Protector(_server.Node).Unprotect(text).ShouldBe("A secret");
        System.IO.File.Exists(File + ".new").ShouldBeFalse();
    }

    [Fact]
    public void What_was_changed_is_not_decrypted()
    {
        var master = MasterKey.New();
        var text = Convert.FromBase64String(master.Encrypt("A secret"));
        master.Decrypt(Convert.ToBase64String(text)).ShouldBe("A secret");
        text[14] ^= 1;
        Should.Throw<CryptographicException>(() => master.Decrypt(Convert.ToBase64String(text)));
        Should.Throw<CryptographicException>(() => MasterKey.New().Decrypt(master.Encrypt("A secret")));
    }

    Task<long> CountAsync() => _server.AskAsync<long>("SELECT count(*) FROM data_protection_keys");

    Task<string> XmlAsync() => _server.AskAsync<string>("SELECT string_agg(xml, '') FROM data_protection_keys");

    static IDataProtector Protector(TestNode node) => node.Get<IDataProtectionProvider>().CreateProtector("a test");
}

using System.Text.Json.Serialization;
using Throughline.Domain.Json;

namespace Throughline.Domain.Access;

/// <summary>What a member may do in a project. Each role may do all that those before it may.</summary>
[JsonConverter(typeof(NameConverter<Role>))]
public enum Role : short
{
    /// <summary>Sees everything in the project and changes nothing.</summary>
    Viewer = 0,

    /// <summary>Claims tasks and completes them. The role for automated workers.</summary>
    Worker = 1,

    /// <summary>Makes and changes stories and tasks.</summary>
    Member = 2,

    /// <summary>Renames and deletes the project and decides who is in it.</summary>
    Owner = 3,
}

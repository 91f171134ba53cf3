namespace Throughline.Server.Features.Members;

/// <summary>Members: who is in a project, and what they may do there.</summary>
public static class MembersFeature
{
    public static IServiceCollection AddMembers(this IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, MembersJson.Default));

    public static void MapMembers(this IEndpointRouteBuilder endpoints)
    {
        var members = endpoints.MapGroup("/api/projects/{projectId}/members").WithTags("Projects");
        ListMembersEndpoint.Map(members);
        AddMemberEndpoint.Map(members);
        EditMemberEndpoint.Map(members);
        RemoveMemberEndpoint.Map(members);
        var invitations = endpoints.MapGroup("/api/projects/{projectId}/invitations").WithTags("Projects");
        ListInvitationsEndpoint.Map(invitations);
        RevokeInvitationEndpoint.Map(invitations);
    }
}

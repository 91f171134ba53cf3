using System.Reflection;
using System.Reflection.Emit;

namespace Throughline.Server.Tests.Architecture;

/// <summary>Who refers to whom in a compiled assembly: base types, members, attributes and every instruction of every method body.</summary>
static class References
{
    const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public static IReadOnlySet<Reference> In(Assembly assembly) => In(assembly.GetTypes());

    public static IReadOnlySet<Reference> In(IEnumerable<Type> types)
    {
        var references = new HashSet<Reference>();
        foreach (var type in types)
        {
            // A lambda or a state machine speaks for the type it was written in.
            var from = Outermost(type);
            foreach (var used in UsedBy(type).SelectMany(Parts).Select(Outermost))
                if (used != from) references.Add(new Reference(from, used));
        }

        return references;
    }

    static IEnumerable<Type?> UsedBy(Type type)
    {
        yield return type.BaseType;
        foreach (var one in type.GetInterfaces()) yield return one;
        foreach (var one in OfAttributes(type)) yield return one;
        foreach (var parameter in Parameters(type)) foreach (var one in parameter.GetGenericParameterConstraints()) yield return one;

        foreach (var field in type.GetFields(All))
        {
            yield return field.FieldType;
            foreach (var one in OfAttributes(field)) yield return one;
        }

        foreach (var property in type.GetProperties(All))
            foreach (var one in OfAttributes(property)) yield return one;

        foreach (var method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
        {
            if (method is MethodInfo { ReturnType: var result }) yield return result;
            foreach (var one in OfAttributes(method)) yield return one;
            foreach (var parameter in method.GetParameters())
            {
                yield return parameter.ParameterType;
                foreach (var one in parameter.CustomAttributes) yield return one.AttributeType;
            }

            foreach (var one in OfBody(method)) yield return one;
        }
    }

    static IEnumerable<Type?> OfAttributes(MemberInfo member)
    {
        foreach (var attribute in member.CustomAttributes)
        {
            yield return attribute.AttributeType;
            foreach (var argument in attribute.ConstructorArguments)
                if (argument.Value is Type named) yield return named;
        }
    }

    static IEnumerable<Type?> OfBody(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body) yield break;
        foreach (var local in body.LocalVariables) yield return local.LocalType;
        foreach (var clause in body.ExceptionHandlingClauses)
            if (clause.Flags == ExceptionHandlingClauseOptions.Clause) yield return clause.CatchType;

        Type[] ofType = method.DeclaringType is { IsGenericType: true } declaring ? declaring.GetGenericArguments() : [];
        Type[] ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : [];
        foreach (var token in Tokens(body.GetILAsByteArray()!))
        {
            switch (method.Module.ResolveMember(token, ofType, ofMethod))
            {
                case Type type:
                    yield return type;
                    break;
                case FieldInfo field:
                    yield return field.DeclaringType;
                    yield return field.FieldType;
                    break;
                case MethodBase called:
                    yield return called.DeclaringType;
                    if (called is MethodInfo { ReturnType: var result }) yield return result;
                    foreach (var parameter in called.GetParameters()) yield return parameter.ParameterType;
                    if (called.IsGenericMethod) foreach (var argument in called.GetGenericArguments()) yield return argument;
                    break;
            }
        }
    }

    static IEnumerable<int> Tokens(byte[] il)
    {
        for (var at = 0; at < il.Length;)
        {
            short value = il[at++];
            if (value == 0xFE) value = (short)((0xFE << 8) | il[at++]);
            var code = OpCodesByValue[value];
            if (code.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
                yield return BitConverter.ToInt32(il, at);
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
                _ => 4,
            };
        }
    }

    static Type[] Parameters(Type type) => type.IsGenericTypeDefinition ? type.GetGenericArguments() : [];

    /// <summary>List&lt;Story[]&gt; is a reference to List and to Story.</summary>
    static IEnumerable<Type> Parts(Type? type)
    {
        if (type is null || type.IsGenericParameter || type.IsFunctionPointer) yield break;
        if (type.HasElementType)
        {
            foreach (var part in Parts(type.GetElementType())) yield return part;
            yield break;
        }

        if (!type.IsConstructedGenericType)
        {
            yield return type;
            yield break;
        }

        yield return type.GetGenericTypeDefinition();
        foreach (var part in type.GetGenericArguments().SelectMany(Parts)) yield return part;
    }

    static Type Outermost(Type type)
    {
        while (type.DeclaringType is { } outer) type = outer;
        return type;
    }
}

/// <summary>One type refers to another.</summary>
sealed record Reference(Type From, Type To)
{
    public override string ToString() => $"{From.FullName} -> {To.FullName}";
}

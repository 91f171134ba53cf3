namespace Throughline.Server.Features.Simulation.Content;

/// <summary>The words that stories are made of. None names a person, a customer or a company.</summary>
static class Vocabulary
{
    public static readonly Area[] Areas =
    [
        new("billing", ["invoices", "credit notes", "payment reminders", "price lists", "tax rates", "subscriptions"],
            ["invoice list", "payment page", "billing overview", "dunning run", "price editor"], ["accountants", "billing clerks", "resellers"]),
        new("warehouse", ["delivery notes", "stock movements", "pick lists", "return shipments", "storage bins", "inventory counts"],
            ["stock overview", "picking screen", "goods receipt page", "bin map", "inventory report"], ["pickers", "shift leads", "warehouse planners"]),
        new("orders", ["orders", "quotations", "back orders", "order confirmations", "delivery dates", "discounts"],
            ["order form", "order list", "checkout page", "quotation editor", "approval queue"], ["sales staff", "buyers", "approvers"]),
        new("access", ["user accounts", "roles", "access tokens", "sign-in attempts", "invitations", "passkeys"],
            ["sign-in page", "role editor", "audit trail", "account page", "token list"], ["administrators", "auditors", "project owners"]),
        new("reporting", ["reports", "charts", "scheduled exports", "key figures", "dashboards", "saved filters"],
            ["report builder", "dashboard", "chart legend", "export queue", "figure explorer"], ["analysts", "team leads", "controllers"]),
        new("planning", ["milestones", "work packages", "dependencies", "time entries", "absences", "capacity plans"],
            ["timeline", "board", "capacity view", "time sheet", "calendar"], ["planners", "team leads", "engineers"]),
        new("documents", ["documents", "attachments", "templates", "revisions", "review comments", "signatures"],
            ["document viewer", "template editor", "revision history", "review page", "upload dialog"], ["authors", "reviewers", "quality managers"]),
        new("service", ["tickets", "service contracts", "visit reports", "spare parts", "escalations", "response times"],
            ["ticket list", "service calendar", "knowledge base", "visit form", "escalation board"], ["support staff", "field technicians", "dispatchers"]),
        new("devices", ["measurements", "firmware versions", "device alarms", "calibrations", "gateways", "maintenance windows"],
            ["device map", "alarm list", "update page", "measurement chart", "gateway console"], ["operators", "maintenance crews", "plant engineers"]),
        new("integration", ["webhooks", "message queues", "field mappings", "sync conflicts", "API keys", "import jobs"],
            ["mapping editor", "delivery log", "connector list", "conflict page", "job monitor"], ["integrators", "developers", "administrators"]),
    ];

    /// <summary>What else the patterns of <see cref="Phrases"/> name.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Words = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["format"] = ["CSV", "a spreadsheet", "JSON lines", "PDF", "XML", "calendar files"],
        ["dimension"] = ["region", "status", "owner", "due date", "cost centre", "priority", "language", "month"],
        ["change"] = ["approve", "correct", "archive", "reassign", "duplicate", "merge", "comment on", "reopen"],
        ["way"] = ["without leaving the list", "in bulk", "from a phone", "with the keyboard alone", "before they are sent", "until they are locked"],
        ["event"] = ["are overdue", "were changed by someone else", "wait for more than a day", "could not be delivered", "expire within a week", "need a decision"],
        ["source"] = ["a CSV file", "the old system", "a shared folder", "a mailbox", "another project", "a public holiday calendar"],
        ["period"] = ["90 days", "two years", "ten years", "one business year", "as long as the contract runs"],
        ["state"] = ["filters", "sort order", "selection", "scroll position", "unsaved input", "column widths"],
        ["cause"] = ["a page reload", "the session was renewed", "a lost connection", "switching projects", "the browser's back button", "an update in another tab"],
        ["wrong"] = ["yesterday's numbers", "an empty page", "a negative total", "the wrong time zone", "texts of another language", "deleted rows"],
        ["situation"] = ["a filter finds nothing", "the month has 31 days", "clocks change", "a name has an apostrophe", "two people save at once", "more than one page is selected"],
        ["boundary"] = ["the turn of the year", "time zones", "currencies", "merged accounts", "page breaks"],
        ["time"] = ["200 ms", "half a second", "one second", "two seconds"],
        ["many"] = ["10,000", "100,000", "250,000", "a million"],
        ["part"] = ["date picker", "table component", "storage format", "permission check", "search index", "mail template"],
    };
}

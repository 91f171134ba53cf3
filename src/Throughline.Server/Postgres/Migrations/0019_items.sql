-- Things and who holds them. The owner of an item at a moment is the receiver of its latest transfer that counts (status 1), by its moment and then
-- by its position. Only the sequencer writes here; a fold of the journal gives these rows back.

CREATE TABLE base_items (
    id          uuid        PRIMARY KEY,
    project_id  uuid        NOT NULL,
    description text        NOT NULL,
    item_count  integer     NOT NULL,
    version     integer     NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL
);
CREATE INDEX base_items_project ON base_items (project_id, id);

CREATE TABLE items (
    id           uuid        PRIMARY KEY,
    project_id   uuid        NOT NULL,
    base_item_id uuid        NOT NULL,
    label        text,
    created_at   timestamptz NOT NULL
);
CREATE INDEX items_project ON items (project_id, id);
CREATE INDEX items_base_item ON items (base_item_id, id);

CREATE TABLE transfers (
    id           uuid        PRIMARY KEY,
    project_id   uuid        NOT NULL,
    item_id      uuid        NOT NULL,
    giver_id     uuid,
    owner_id     uuid        NOT NULL, -- who receives the item
    at           timestamptz NOT NULL,
    until        timestamptz,          -- the next one's moment; null: the receiver holds it still, or it does not count
    node         bigint,               -- where the span from at to until is found; null: it has no end, or no length
    position     bigint      NOT NULL,
    status       smallint    NOT NULL, -- 0 Awaiting, 1 Accepted, 2 Refused, 3 Recalled, 4 Corrected
    is_stated    boolean     NOT NULL,
    recorded_by  uuid        NOT NULL,
    recorded_at  timestamptz NOT NULL,
    settled_at   timestamptz,
    corrects     uuid,
    replacement uuid,
    reason       text
) WITH (fillfactor = 85);

-- The chain of an item: who held it at a moment is the first entry that is not after it.
CREATE INDEX transfers_chain ON transfers (item_id, at, position) WHERE status = 1;
-- Everything that was recorded of it.
CREATE INDEX transfers_item ON transfers (item_id, at, position);
CREATE UNIQUE INDEX transfers_awaiting ON transfers (item_id) WHERE status = 0;
CREATE INDEX transfers_project ON transfers (project_id, id);
CREATE INDEX transfers_awaiting_owner ON transfers (owner_id, id) WHERE status = 0;

-- What somebody holds now, and has since when.
CREATE INDEX transfers_held ON transfers (owner_id, item_id) WHERE status = 1 AND until IS NULL;
-- What they held for a while. A span is entered at one node of a virtual binary tree over time, the highest that it covers (Throughline.Domain.Items.SpanNode);
-- the spans that hold a moment stand at one node of each height, and of those a range of these indexes has just them. So what it costs depends on how
-- much they held at that moment, and not on how much they held before and after (an interval tree in relations: Kriegel, Pötke, Seidl, VLDB 2000).
CREATE INDEX transfers_span_until ON transfers (owner_id, node, until) WHERE node IS NOT NULL;
CREATE INDEX transfers_span_at ON transfers (owner_id, node, at) WHERE node IS NOT NULL;

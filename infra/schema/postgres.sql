CREATE FUNCTION public.events_are_for_ever() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'events are only ever appended';
END
$$;

CREATE FUNCTION public.followers_do_not_append() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'this connection calls itself a follower, and readers do not wait for it: it must not append';
END
$$;

CREATE FUNCTION public.log_horizon() RETURNS xid8
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
    RETURN coalesce(
        (SELECT running
         FROM pg_snapshot_xip(pg_current_snapshot()) AS running
         WHERE NOT EXISTS (SELECT 1
                           FROM pg_stat_get_activity(NULL) AS other
                           WHERE other.backend_xid = running::xid
                             AND (other.datid <> (SELECT oid FROM pg_database WHERE datname = current_database())
                                  OR other.application_name = 'maincourante follower'))
         ORDER BY running
         LIMIT 1),
        pg_snapshot_xmax(pg_current_snapshot()));
END
$$;

CREATE TABLE public.agency (
    agency uuid NOT NULL,
    name text NOT NULL,
    street text NOT NULL,
    postal_code text NOT NULL,
    city text NOT NULL,
    phone text,
    email text,
    zone text NOT NULL,
    locale text NOT NULL,
    sms_sender text NOT NULL,
    web_name text NOT NULL,
    colour text NOT NULL,
    settings jsonb NOT NULL,
    CONSTRAINT agency_sms_sender_check CHECK (((length(sms_sender) >= 1) AND (length(sms_sender) <= 11)))
);

CREATE TABLE public.api_token (
    token_digest bytea NOT NULL,
    id uuid NOT NULL,
    agency uuid NOT NULL,
    staff uuid NOT NULL,
    name text NOT NULL,
    scopes text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);

CREATE TABLE public.approver_link (
    agency uuid NOT NULL,
    token_hash bytea NOT NULL,
    ticket uuid NOT NULL,
    approval uuid NOT NULL,
    issued_at timestamp with time zone NOT NULL
);

CREATE TABLE public.channel_stop (
    channel text NOT NULL,
    since timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    times bigint NOT NULL,
    reason text NOT NULL
);

CREATE TABLE public.contractor (
    agency uuid NOT NULL,
    id uuid NOT NULL,
    external_key text NOT NULL,
    company text NOT NULL,
    email text,
    phone text,
    siret text,
    instructions text NOT NULL,
    by_email boolean NOT NULL,
    by_sms boolean NOT NULL,
    active boolean NOT NULL,
    searchable text NOT NULL,
    erased_at timestamp with time zone
);

CREATE TABLE public.contractor_trade (
    agency uuid NOT NULL,
    contractor uuid NOT NULL,
    trade text NOT NULL
);

CREATE TABLE public.council_member (
    agency uuid NOT NULL,
    property uuid NOT NULL,
    party uuid NOT NULL,
    president boolean NOT NULL
);

CREATE TABLE public.erasure (
    agency uuid NOT NULL,
    subject text NOT NULL,
    erased_at timestamp with time zone NOT NULL,
    receipt jsonb NOT NULL
);

CREATE TABLE public.events (
    aggregate_type text NOT NULL,
    aggregate_id text NOT NULL,
    sequence bigint NOT NULL,
    event_type text NOT NULL,
    event_version text NOT NULL,
    payload jsonb NOT NULL,
    metadata jsonb NOT NULL,
    transaction_id xid8 DEFAULT pg_current_xact_id() NOT NULL,
    global_position bigint NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    agency uuid GENERATED ALWAYS AS (((metadata ->> 'agency'::text))::uuid) STORED NOT NULL,
    idempotency_key text GENERATED ALWAYS AS ((metadata ->> 'idempotency_key'::text)) STORED,
    CONSTRAINT events_sequence_check CHECK ((sequence >= 0))
);

ALTER TABLE public.events ALTER COLUMN global_position ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.events_global_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.follower (
    name text NOT NULL,
    position_transaction bigint DEFAULT 0 NOT NULL,
    position_global bigint DEFAULT 0 NOT NULL,
    generation bigint DEFAULT 1 NOT NULL,
    holder text,
    token bigint DEFAULT 0 NOT NULL,
    leased_until timestamp with time zone
);

CREATE TABLE public.login (
    email text NOT NULL,
    agency uuid NOT NULL,
    staff uuid NOT NULL,
    password_hash text NOT NULL
);

CREATE TABLE public.login_failure (
    email_digest bytea NOT NULL,
    failures bigint NOT NULL,
    last_failed_at timestamp with time zone NOT NULL,
    locked_until timestamp with time zone
);

CREATE TABLE public.mailbox_message (
    agency uuid NOT NULL,
    id uuid NOT NULL,
    ticket uuid NOT NULL,
    channel text NOT NULL,
    recipient text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    html text,
    calendar text,
    links jsonb NOT NULL,
    subjects jsonb NOT NULL,
    headers jsonb NOT NULL,
    sent_at timestamp with time zone NOT NULL
);

CREATE TABLE public.outbox (
    agency uuid NOT NULL,
    id uuid NOT NULL,
    ticket uuid NOT NULL,
    sequence bigint NOT NULL,
    ordinal bigint NOT NULL,
    occasion text NOT NULL,
    recipient jsonb NOT NULL,
    channel text NOT NULL,
    lane text NOT NULL,
    state text NOT NULL,
    notice jsonb NOT NULL,
    reference text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    attempts bigint DEFAULT 0 NOT NULL,
    first_attempt_at timestamp with time zone,
    last_attempt_at timestamp with time zone,
    leased_until timestamp with time zone,
    settled_at timestamp with time zone,
    gateway_reference text,
    reason text,
    reported boolean DEFAULT false NOT NULL,
    uncertain bigint DEFAULT 0 NOT NULL
);

CREATE TABLE public.parked (
    agency uuid NOT NULL,
    follower text NOT NULL,
    aggregate_id uuid NOT NULL,
    sequence bigint NOT NULL,
    position_transaction bigint NOT NULL,
    position_global bigint NOT NULL,
    reason text NOT NULL,
    parked_at timestamp with time zone NOT NULL,
    waiting bigint DEFAULT 0 NOT NULL,
    retry_asked boolean DEFAULT false NOT NULL
);

CREATE TABLE public.party (
    agency uuid NOT NULL,
    id uuid NOT NULL,
    external_key text NOT NULL,
    name text NOT NULL,
    email text,
    phone text,
    street text NOT NULL,
    postal_code text NOT NULL,
    city text NOT NULL,
    by_email boolean NOT NULL,
    by_sms boolean NOT NULL,
    searchable text NOT NULL,
    erased_at timestamp with time zone
);

CREATE TABLE public.personal_link (
    agency uuid NOT NULL,
    token_hash bytea NOT NULL,
    ticket uuid NOT NULL,
    assignment uuid NOT NULL,
    generation bigint NOT NULL,
    issued_at timestamp with time zone NOT NULL
);

CREATE TABLE public.property (
    agency uuid NOT NULL,
    id uuid NOT NULL,
    external_key text NOT NULL,
    module text NOT NULL,
    kind text NOT NULL,
    reference text NOT NULL,
    name text NOT NULL,
    street text NOT NULL,
    postal_code text NOT NULL,
    city text NOT NULL,
    building uuid,
    landlord uuid,
    tenant uuid,
    works_threshold_cents bigint,
    searchable text NOT NULL,
    CONSTRAINT property_kind_check CHECK ((kind = ANY (ARRAY['co_ownership'::text, 'unit'::text, 'single_owner_building'::text]))),
    CONSTRAINT property_module_check CHECK ((module = ANY (ARRAY['syndic'::text, 'gerance'::text])))
);

CREATE TABLE public.property_staff (
    agency uuid NOT NULL,
    property uuid NOT NULL,
    role text NOT NULL,
    staff uuid NOT NULL,
    CONSTRAINT property_staff_role_check CHECK ((role = ANY (ARRAY['manager'::text, 'assistant'::text, 'accountant'::text])))
);

CREATE TABLE public.requester_link (
    agency uuid NOT NULL,
    token_hash bytea NOT NULL,
    ticket uuid NOT NULL,
    issued_at timestamp with time zone NOT NULL
);

CREATE TABLE public.sealing_key (
    agency uuid NOT NULL,
    subject text NOT NULL,
    wrapped bytea,
    master text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    destroyed_at timestamp with time zone,
    announced_at timestamp with time zone,
    CONSTRAINT sealing_key_check CHECK (((wrapped IS NULL) = (destroyed_at IS NOT NULL)))
);

CREATE TABLE public.session (
    token_digest bytea NOT NULL,
    id uuid NOT NULL,
    agency uuid NOT NULL,
    staff uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    user_agent text NOT NULL
);

CREATE TABLE public.snapshots (
    aggregate_type text NOT NULL,
    aggregate_id text NOT NULL,
    last_sequence bigint NOT NULL,
    current_snapshot bigint NOT NULL,
    payload jsonb NOT NULL,
    CONSTRAINT snapshots_current_snapshot_check CHECK ((current_snapshot >= 0)),
    CONSTRAINT snapshots_last_sequence_check CHECK ((last_sequence >= 0))
);

CREATE TABLE public.staff (
    agency uuid NOT NULL,
    id uuid NOT NULL,
    external_key text NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    phone text,
    roles text NOT NULL,
    active boolean NOT NULL,
    erased_at timestamp with time zone
);

CREATE TABLE public.ticket_list (
    agency uuid NOT NULL,
    generation bigint NOT NULL,
    ticket uuid NOT NULL,
    version bigint NOT NULL,
    number bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    modified_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    module text NOT NULL,
    type text NOT NULL,
    status text NOT NULL,
    status_rank bigint NOT NULL,
    must_act boolean NOT NULL,
    property uuid NOT NULL,
    property_reference text NOT NULL,
    property_name text NOT NULL,
    property_address text NOT NULL,
    subject text NOT NULL,
    description text NOT NULL,
    contractors text NOT NULL,
    manager uuid NOT NULL,
    assistant uuid,
    accountant uuid,
    creator uuid NOT NULL,
    property_key text NOT NULL COLLATE pg_catalog."C",
    subject_key text NOT NULL COLLATE pg_catalog."C",
    contractors_key text NOT NULL COLLATE pg_catalog."C",
    search text NOT NULL
);

CREATE TABLE public.ticket_list_subject (
    agency uuid NOT NULL,
    generation bigint NOT NULL,
    subject text NOT NULL,
    ticket uuid NOT NULL
);

CREATE TABLE public.ticket_number (
    agency uuid NOT NULL,
    last bigint NOT NULL,
    CONSTRAINT ticket_number_last_check CHECK ((last > 0))
);

CREATE TABLE public.timer (
    agency uuid NOT NULL,
    generation bigint NOT NULL,
    ticket uuid NOT NULL,
    timer text NOT NULL,
    assignment uuid NOT NULL,
    kind text NOT NULL,
    ordinal bigint NOT NULL,
    due_at timestamp with time zone NOT NULL,
    suspended text,
    version bigint NOT NULL,
    next_at timestamp with time zone NOT NULL,
    attempts bigint DEFAULT 0 NOT NULL,
    spent boolean DEFAULT false NOT NULL
);

ALTER TABLE ONLY public.agency
    ADD CONSTRAINT agency_pkey PRIMARY KEY (agency);

ALTER TABLE ONLY public.agency
    ADD CONSTRAINT agency_web_name_key UNIQUE (web_name);

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_id_key UNIQUE (id);

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_pkey PRIMARY KEY (token_digest);

ALTER TABLE ONLY public.approver_link
    ADD CONSTRAINT approver_link_pkey PRIMARY KEY (agency, token_hash);

ALTER TABLE ONLY public.channel_stop
    ADD CONSTRAINT channel_stop_pkey PRIMARY KEY (channel);

ALTER TABLE ONLY public.contractor
    ADD CONSTRAINT contractor_agency_external_key_key UNIQUE (agency, external_key);

ALTER TABLE ONLY public.contractor
    ADD CONSTRAINT contractor_pkey PRIMARY KEY (agency, id);

ALTER TABLE ONLY public.contractor_trade
    ADD CONSTRAINT contractor_trade_pkey PRIMARY KEY (agency, contractor, trade);

ALTER TABLE ONLY public.council_member
    ADD CONSTRAINT council_member_pkey PRIMARY KEY (agency, property, party);

ALTER TABLE ONLY public.erasure
    ADD CONSTRAINT erasure_pkey PRIMARY KEY (agency, subject);

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (aggregate_type, aggregate_id, sequence);

ALTER TABLE ONLY public.follower
    ADD CONSTRAINT follower_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.login
    ADD CONSTRAINT login_agency_staff_key UNIQUE (agency, staff);

ALTER TABLE ONLY public.login_failure
    ADD CONSTRAINT login_failure_pkey PRIMARY KEY (email_digest);

ALTER TABLE ONLY public.login
    ADD CONSTRAINT login_pkey PRIMARY KEY (email);

ALTER TABLE ONLY public.mailbox_message
    ADD CONSTRAINT mailbox_message_pkey PRIMARY KEY (agency, id);

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (agency, id);

ALTER TABLE ONLY public.parked
    ADD CONSTRAINT parked_pkey PRIMARY KEY (agency, follower, aggregate_id);

ALTER TABLE ONLY public.party
    ADD CONSTRAINT party_agency_external_key_key UNIQUE (agency, external_key);

ALTER TABLE ONLY public.party
    ADD CONSTRAINT party_pkey PRIMARY KEY (agency, id);

ALTER TABLE ONLY public.personal_link
    ADD CONSTRAINT personal_link_pkey PRIMARY KEY (agency, token_hash);

ALTER TABLE ONLY public.property
    ADD CONSTRAINT property_agency_external_key_key UNIQUE (agency, external_key);

ALTER TABLE ONLY public.property
    ADD CONSTRAINT property_pkey PRIMARY KEY (agency, id);

ALTER TABLE ONLY public.property_staff
    ADD CONSTRAINT property_staff_pkey PRIMARY KEY (agency, property, role);

ALTER TABLE ONLY public.requester_link
    ADD CONSTRAINT requester_link_pkey PRIMARY KEY (agency, token_hash);

ALTER TABLE ONLY public.sealing_key
    ADD CONSTRAINT sealing_key_pkey PRIMARY KEY (agency, subject);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_id_key UNIQUE (id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (token_digest);

ALTER TABLE ONLY public.snapshots
    ADD CONSTRAINT snapshots_pkey PRIMARY KEY (aggregate_type, aggregate_id, last_sequence);

ALTER TABLE ONLY public.staff
    ADD CONSTRAINT staff_agency_external_key_key UNIQUE (agency, external_key);

ALTER TABLE ONLY public.staff
    ADD CONSTRAINT staff_pkey PRIMARY KEY (agency, id);

ALTER TABLE ONLY public.ticket_list
    ADD CONSTRAINT ticket_list_pkey PRIMARY KEY (agency, generation, ticket);

ALTER TABLE ONLY public.ticket_list_subject
    ADD CONSTRAINT ticket_list_subject_pkey PRIMARY KEY (agency, generation, subject, ticket);

ALTER TABLE ONLY public.ticket_number
    ADD CONSTRAINT ticket_number_pkey PRIMARY KEY (agency);

ALTER TABLE ONLY public.timer
    ADD CONSTRAINT timer_pkey PRIMARY KEY (agency, generation, ticket, timer);

CREATE INDEX api_token_by_staff ON public.api_token USING btree (agency, staff);

CREATE INDEX approver_link_token ON public.approver_link USING btree (token_hash);

CREATE UNIQUE INDEX council_president ON public.council_member USING btree (agency, property) WHERE president;

CREATE UNIQUE INDEX events_in_order ON public.events USING btree (transaction_id, global_position);

CREATE UNIQUE INDEX events_one_answer_per_key ON public.events USING btree (agency, idempotency_key) WHERE (idempotency_key IS NOT NULL);

CREATE INDEX mailbox_message_newest ON public.mailbox_message USING btree (agency, sent_at DESC, id DESC);

CREATE INDEX mailbox_message_ticket ON public.mailbox_message USING btree (agency, ticket);

CREATE INDEX outbox_lane ON public.outbox USING btree (agency, lane, sequence, ordinal);

CREATE INDEX outbox_open ON public.outbox USING btree (due_at) WHERE (state = ANY (ARRAY['due'::text, 'attempted'::text, 'later'::text, 'unknown'::text]));

CREATE INDEX outbox_own_reference ON public.outbox USING btree (reference);

CREATE INDEX outbox_reference ON public.outbox USING btree (gateway_reference) WHERE (gateway_reference IS NOT NULL);

CREATE INDEX outbox_ticket ON public.outbox USING btree (agency, ticket, sequence);

CREATE INDEX outbox_unreported ON public.outbox USING btree (settled_at) WHERE ((state = 'failed'::text) AND (NOT reported));

CREATE INDEX parked_by_follower ON public.parked USING btree (follower);

CREATE INDEX personal_link_token ON public.personal_link USING btree (token_hash);

CREATE INDEX property_staff_by_staff ON public.property_staff USING btree (agency, staff);

CREATE INDEX requester_link_token ON public.requester_link USING btree (token_hash);

CREATE INDEX sealing_key_unannounced ON public.sealing_key USING btree (agency, subject) WHERE ((destroyed_at IS NOT NULL) AND (announced_at IS NULL));

CREATE INDEX session_by_staff ON public.session USING btree (agency, staff);

CREATE INDEX ticket_list_by_modification ON public.ticket_list USING btree (agency, generation, modified_at, ticket);

CREATE INDEX ticket_list_by_number ON public.ticket_list USING btree (agency, generation, number);

CREATE INDEX ticket_list_subject_by_ticket ON public.ticket_list_subject USING btree (agency, generation, ticket);

CREATE INDEX timer_to_fire ON public.timer USING btree (generation, next_at) WHERE (NOT spent);

CREATE TRIGGER events_are_for_ever BEFORE DELETE OR UPDATE OR TRUNCATE ON public.events FOR EACH STATEMENT EXECUTE FUNCTION public.events_are_for_ever();

CREATE TRIGGER followers_do_not_append BEFORE INSERT ON public.events FOR EACH STATEMENT WHEN ((current_setting('application_name'::text) = 'maincourante follower'::text)) EXECUTE FUNCTION public.followers_do_not_append();

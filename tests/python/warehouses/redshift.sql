-- What dbt-redshift asks Redshift for, and PostgreSQL lacks.
create or replace function public.getdate() returns timestamp language sql
    return localtimestamp;

-- Redshift rounds any number to digits, PostgreSQL a numeric alone.
create or replace function public.round(double precision, integer) returns double precision language sql immutable
    return round($1::numeric, $2)::double precision;

-- The number that digits are, to a base: asked for with 16 only.
create or replace function public.strtol(text, integer) returns bigint language sql immutable
    return case when $2 = 16 then ('x' || lpad($1, 16, '0'))::bit(64)::bigint end;

-- Columns of views that are bound late, and of external tables: there are none.
create or replace function public.pg_get_late_binding_view_cols() returns setof record language sql
    begin atomic
        select null::name, null::name, null::name, null::varchar, null::int where false;
    end;

set allow_system_table_mods = on;

create or replace view pg_catalog.svv_external_columns as
select
    null::varchar as schemaname,
    null::varchar as tablename,
    null::varchar as columnname,
    null::varchar as external_type,
    null::int as columnnum,
    null::int as part_key,
    null::varchar as is_nullable
where false;

"""Duties apart, in the database: whoever writes, an administrator sees no customer and does not
watch, and who watches sells to nobody. A waiver in force lets a pair pass.
"""

from django.conf import settings
from django.db import migrations

MAKE = f"""
CREATE FUNCTION access_today() RETURNS date LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT (now() AT TIME ZONE '{settings.TIME_ZONE}')::date
$$;

CREATE FUNCTION access_duty_waived(pair text) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (
        SELECT FROM access_waiver
        WHERE access_waiver.pair = access_duty_waived.pair AND starts_on <= access_today()
            AND (ends_on IS NULL OR ends_on >= access_today())
    ) AND (SELECT count(*) < 5 FROM access_user WHERE is_active)
$$;

-- What the grants of a post make of who holds it, over a term.
CREATE FUNCTION access_post_sees(post bigint, first date, last date, sells boolean)
RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (
        SELECT FROM access_grant
        WHERE post_id = access_post_sees.post
            AND starts_on <= COALESCE(last, 'infinity') AND COALESCE(ends_on, 'infinity') >= first
            AND (NOT sells OR scope IN ('OWN', 'DEPARTMENT'))
    )
$$;

CREATE FUNCTION access_require_duties_apart(person bigint) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
DECLARE
    broken text;
BEGIN
    WITH held AS (
        SELECT appointment.post_id, post.administers, post.watches,
            GREATEST(appointment.starts_on, access_today()) AS first, appointment.ends_on AS last
        FROM access_appointment appointment JOIN access_post post ON post.id = appointment.post_id
        WHERE appointment.user_id = person AND post.is_active
            AND COALESCE(appointment.ends_on, 'infinity') >= access_today()
    )
    SELECT CASE
            WHEN one.administers AND other.watches THEN 'ADMINISTER_WATCH'
            WHEN one.administers THEN 'ADMINISTER_SEE'
            ELSE 'WATCH_SELL'
        END INTO broken
    FROM held one JOIN held other
        ON one.first <= COALESCE(other.last, 'infinity')
        AND other.first <= COALESCE(one.last, 'infinity')
    WHERE (one.administers AND other.watches AND NOT access_duty_waived('ADMINISTER_WATCH'))
        OR (
            one.administers AND NOT access_duty_waived('ADMINISTER_SEE')
            AND access_post_sees(
                other.post_id, GREATEST(one.first, other.first), LEAST(one.last, other.last), false
            )
        )
        OR (
            one.watches AND NOT access_duty_waived('WATCH_SELL')
            AND access_post_sees(
                other.post_id, GREATEST(one.first, other.first), LEAST(one.last, other.last), true
            )
        )
    LIMIT 1;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION 'duties apart: %', broken
            USING ERRCODE = 'check_violation', CONSTRAINT = 'duties_apart';
    END IF;
END
$$;

CREATE FUNCTION access_appointment_apart() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
BEGIN
    PERFORM access_require_duties_apart(NEW.user_id);
    RETURN NULL;
END
$$;
CREATE FUNCTION access_grant_apart() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
BEGIN
    PERFORM access_require_duties_apart(user_id)
    FROM (SELECT DISTINCT user_id FROM access_appointment WHERE post_id = NEW.post_id) AS holders;
    RETURN NULL;
END
$$;
CREATE FUNCTION access_post_apart() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
BEGIN
    PERFORM access_require_duties_apart(user_id)
    FROM (SELECT DISTINCT user_id FROM access_appointment WHERE post_id = NEW.id) AS holders;
    RETURN NULL;
END
$$;

CREATE TRIGGER appointment_apart AFTER INSERT OR UPDATE ON access_appointment
    FOR EACH ROW EXECUTE FUNCTION access_appointment_apart();
CREATE TRIGGER grant_apart AFTER INSERT OR UPDATE ON access_grant
    FOR EACH ROW EXECUTE FUNCTION access_grant_apart();
CREATE TRIGGER post_apart AFTER UPDATE OF administers, watches, is_active ON access_post
    FOR EACH ROW EXECUTE FUNCTION access_post_apart();
"""
UNMAKE = """
DROP TRIGGER post_apart ON access_post;
DROP TRIGGER grant_apart ON access_grant;
DROP TRIGGER appointment_apart ON access_appointment;
DROP FUNCTION access_post_apart(), access_grant_apart(), access_appointment_apart();
DROP FUNCTION access_require_duties_apart(bigint);
DROP FUNCTION access_post_sees(bigint, date, date, boolean), access_duty_waived(text);
DROP FUNCTION access_today();
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0008_grant_drafts")]
    operations = [migrations.RunSQL(MAKE, UNMAKE)]

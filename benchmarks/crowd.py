"""Submissions and guests for the large database: what many residents sent in, and who signed up."""

from sqlalchemy import text

SUBMISSIONS = 50_000
"""So many came within two years; every fifth still waits."""
GUESTS = 500
"""So many signed up for one occasion."""

_SUBMISSIONS = """
INSERT INTO submission (code, reference, once, kind, state, revision, title, body, language, fingerprint, came_by,
    organisation_id, area_id, name, show_name, name_approved, email, spam_score, marks, due_at, first_due_at,
    answer_due_at, first_decided_at, decided_at, closed_at, decline_reason, created_at, updated_at, forwarded_to,
    answer)
SELECT 'crowd-' || n, 'C-' || n, 'crowd-' || n, 'suggestion',
    CASE WHEN n % 5 = 0 THEN 'received' ELSE 'declined' END, 1,
    'Förslag ' || n || ' om ' || word, 'Fråga oss om ' || word || ' vid ' || a.name || ', nummer ' || n,
    'sv', md5(n::text), 'form', o.id, a.id, '', false, false, '', CASE WHEN n % 11 = 0 THEN 40 ELSE 0 END, '{}',
    at + interval '3 days', at + interval '3 days', at + interval '30 days',
    CASE WHEN n % 5 > 0 THEN at + interval '2 days' END, CASE WHEN n % 5 > 0 THEN at + interval '2 days' END,
    CASE WHEN n % 5 > 0 THEN at + interval '2 days' END, CASE WHEN n % 5 > 0 THEN 'duplicate' END, at, at, '', ''
FROM (SELECT n, now() - n * interval '20 minutes' AS at,
        (ARRAY['bänkar', 'belysning', 'lekplatsen', 'torget', 'trappan', 'badet', 'biblioteket'])[1 + n % 7] AS word
      FROM generate_series(1, :submissions) n) made
JOIN (SELECT id, name, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS many FROM area) a
  ON a.place = made.n % a.many
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS many FROM organisation) o
  ON o.place = made.n % o.many
"""
_OCCASION = """
INSERT INTO occasion (uuid, sequence, starts, ends, kind, state, state_reason, place, address, capacity, registration,
    languages, sign_language, wheelchair, hearing_loop, interpreter, childcare, refreshments)
VALUES (gen_random_uuid(), 0, now() + interval '9 days', now() + interval '9 days 2 hours', 'physical', 'planned', '',
    'Stora salen', '', :guests, 'required', '{sv}', false, false, false, false, false, false)
RETURNING id
"""
_GUESTS = """
INSERT INTO registration (code, occasion_id, state, email, name, language, spoken, people, services, tell_result, at,
    confirmed_at, told_sequence)
SELECT 'crowd-' || n, :occasion, 'seated', 'gast' || n || '@example.org', 'Gäst ' || n, 'sv', '', 1, '{}', true,
    now(), now(), 0
FROM generate_series(1, :guests) n
"""


def gather(dialogue: int) -> int:
    """Bring the crowd, once, the guests to an occasion of this dialogue; returns the number of the occasion."""
    from portal.actions.change import changing
    from portal.db import db

    known = db.session.scalar(text("SELECT min(occasion_id) FROM registration"))
    if known:
        return int(known)
    db.session.rollback()
    with changing(dialogue, actor=None, act="edit"):
        db.session.execute(text(_SUBMISSIONS), {"submissions": SUBMISSIONS})
        occasion = db.session.execute(text(_OCCASION), {"guests": GUESTS}).scalar_one()
        db.session.execute(
            text("INSERT INTO dialogue_occasion (dialogue_id, occasion_id) VALUES (:dialogue, :occasion)"),
            {"dialogue": dialogue, "occasion": occasion},
        )
        db.session.execute(text(_GUESTS), {"guests": GUESTS, "occasion": occasion})
    db.session.execute(text("ANALYZE submission, registration"))
    db.session.commit()
    return int(occasion)

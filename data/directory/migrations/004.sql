-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- From version 3 to 4: a word of the index stands behind its country and its kind, so that a common word costs no more than a country has.
-- The index is made again from the facts. search_tokens (country, kind, text) is the program's own.

DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5 (
  tokens, content = '', detail = none, columnsize = 0,
  tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'", prefix = '6 7 8 9 10 11 12 13 14 15 16'
);

CREATE TEMP TABLE words AS
SELECT service.id, service.topics,
  coalesce ((
    SELECT group_concat (fact.value || ' ' || coalesce ((
      SELECT group_concat (phrase.text, ' ') FROM phrase WHERE phrase.language IN ('en', 'es') AND phrase.field = fact.field AND phrase.value = fact.value), ''), ' ')
    FROM fact WHERE fact.service_id = service.id AND fact.subject = service.slug AND fact.field IN ('name', 'local_name')), '') AS names,
  service.topics || ' ' || coalesce ((
    SELECT group_concat (phrase.text, ' ') FROM phrase
    WHERE phrase.language IN ('en', 'es') AND phrase.field = 'topic' AND instr (' ' || service.topics || ' ', ' ' || phrase.value || ' ')), '') || ' ' ||
  coalesce ((
    SELECT group_concat (fact.value || ' ' || coalesce (fact.display, '') || ' ' || coalesce ((
        SELECT group_concat (phrase.text, ' ') FROM phrase WHERE phrase.language IN ('en', 'es') AND phrase.field = fact.field AND phrase.value = fact.value), '') || ' ' ||
      coalesce ((SELECT substr (fact.value, 2 + length (calling_code)) FROM numbering
        WHERE numbering.country = service.country AND substr (fact.value, 1, 1 + length (calling_code)) = '+' || calling_code), ''), ' ')
    FROM fact WHERE fact.service_id = service.id AND fact.field IN ('operator', 'region', 'audience', 'website', 'value', 'keyword')), '') AS others,
  coalesce ((
    SELECT group_concat (kind, ' ') FROM (
      SELECT kind FROM phone WHERE service_id = service.id
      UNION ALL SELECT kind FROM contact WHERE service_id = service.id
      UNION ALL SELECT kind FROM location WHERE service_id = service.id)), '') AS channels
FROM service;

INSERT INTO search (rowid, tokens)
SELECT id, (
  SELECT group_concat (search_tokens (country, 1, names) || search_tokens (country, 0, names) || search_tokens (country, 0, others) ||
    search_tokens (country, 2, topics) || search_tokens (country, 3, channels), '')
  FROM (SELECT 'ALL' AS country UNION ALL SELECT country FROM service_area WHERE service_id = words.id))
FROM words;

DROP TABLE words;

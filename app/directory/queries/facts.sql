-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: id of a service, language of the words
-- Outputs: subject, field, value, words for people (null: none), display, sources, date, checked, recheck, grade, state
-- What no source showed never leaves the database, whatever a file may hold.
SELECT fact.subject, fact.field, fact.value, coalesce (asked.text, english.text), fact.display,
  fact.sources, fact.date, fact.checked, fact.recheck, fact.grade, fact.state
FROM fact
LEFT JOIN phrase AS asked ON asked.language = ?2 AND asked.field = fact.field AND asked.value = fact.value
LEFT JOIN phrase AS english ON english.language = 'en' AND english.field = fact.field AND english.value = fact.value
WHERE fact.service_id = ?1
  AND fact.state IN ('yes', 'check') AND fact.grade IN ('A', 'B', 'C', 'L')
ORDER BY fact.id;

-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: language
-- Outputs: id, name for people, services for it
SELECT taxonomy_term.id, coalesce (asked.text, english.text, taxonomy_term.name),
  (SELECT count (DISTINCT choice.service_id) FROM choice WHERE choice.term = taxonomy_term.id)
FROM taxonomy_term
LEFT JOIN phrase AS asked ON asked.language = ?1 AND asked.field = 'topic' AND asked.value = taxonomy_term.id
LEFT JOIN phrase AS english ON english.language = 'en' AND english.field = 'topic' AND english.value = taxonomy_term.id
ORDER BY taxonomy_term.id;

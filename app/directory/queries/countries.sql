-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: language
-- Outputs: code, name, services for it
SELECT choice.country, coalesce (asked.text, english.text, choice.country), count (*)
FROM choice
LEFT JOIN phrase AS asked ON asked.language = ?1 AND asked.field = 'country' AND asked.value = choice.country
LEFT JOIN phrase AS english ON english.language = 'en' AND english.field = 'country' AND english.value = choice.country
WHERE choice.term = '' AND choice.country <> 'ALL'
GROUP BY choice.country
ORDER BY 2;

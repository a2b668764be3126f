-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: language, field, value
-- Outputs: the words for people in that language, else in English
SELECT text FROM phrase WHERE language = ?1 AND field = ?2 AND value = ?3
UNION ALL
SELECT text FROM phrase WHERE language = 'en' AND field = ?2 AND value = ?3
LIMIT 1;

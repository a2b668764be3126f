-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Outputs: all words for people, one text a row, in a fixed order; chr (31) parts the columns
SELECT language || char (31) || field || char (31) || value || char (31) || text
FROM phrase
ORDER BY language, field, value;

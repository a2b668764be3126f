-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Outputs: all words for people
SELECT language, field, value, text FROM phrase ORDER BY language, field, value;

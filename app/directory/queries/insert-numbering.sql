-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: country, calling_code, after_lowest, after_highest, inside_lowest, inside_highest, codes_lowest, codes_highest
INSERT INTO numbering (country, calling_code, after_lowest, after_highest, inside_lowest, inside_highest, codes_lowest, codes_highest)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);

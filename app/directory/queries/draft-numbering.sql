-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Outputs: how numbers are made
SELECT country, calling_code, after_lowest, after_highest, inside_lowest, inside_highest, codes_lowest, codes_highest FROM numbering ORDER BY country;

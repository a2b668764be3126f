-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Outputs: names of languages
SELECT name, code FROM language_name ORDER BY name;

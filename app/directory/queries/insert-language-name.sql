-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: name, code
INSERT INTO language_name (name, code)
VALUES (?1, ?2);

-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: language, field, value, text
INSERT INTO phrase (language, field, value, text)
VALUES (?1, ?2, ?3, ?4);

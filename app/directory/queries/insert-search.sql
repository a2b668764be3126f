-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: rowid, tokens
INSERT INTO search (rowid, tokens)
VALUES (?1, ?2);

-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: rowid, name, topics, description, place
INSERT INTO search (rowid, name, topics, description, place)
VALUES (?1, ?2, ?3, ?4, ?5);

-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: id, publisher, kind, date, url
INSERT INTO source (id, publisher, kind, date, url)
VALUES (?1, ?2, ?3, ?4, ?5);

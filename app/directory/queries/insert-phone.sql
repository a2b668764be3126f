-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: slug, service_id, number, type, kind, authority, id
INSERT INTO phone (slug, service_id, number, type, kind, authority, id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);

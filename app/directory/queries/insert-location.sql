-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: slug, service_id, url, kind, authority, id
INSERT INTO location (slug, service_id, location_type, url, kind, authority, id)
VALUES (?1, ?2, 'virtual', ?3, ?4, ?5, ?6);

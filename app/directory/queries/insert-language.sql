-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: service_id, contact_slug, code, name, note, id
INSERT INTO language (service_id, contact_slug, code, name, note, id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6);

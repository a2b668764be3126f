-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: service_id, contact_slug, code, name, note
INSERT INTO language (service_id, contact_slug, code, name, note)
VALUES (?1, ?2, ?3, ?4, ?5);

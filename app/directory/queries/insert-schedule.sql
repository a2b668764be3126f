-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: service_id, contact_slug, byday, opens_at, closes_at, description, id
INSERT INTO schedule (service_id, contact_slug, byday, opens_at, closes_at, description, id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);

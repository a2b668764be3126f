-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: slug, service_id, email, kind, authority, id
INSERT INTO contact (slug, service_id, email, kind, authority, id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6);

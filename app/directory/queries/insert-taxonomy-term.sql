-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: id, name
INSERT INTO taxonomy_term (id, name)
VALUES (?1, ?2) ON CONFLICT DO NOTHING;

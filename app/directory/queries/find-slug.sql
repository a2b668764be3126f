-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: slug
-- Outputs: id of the service
SELECT id FROM service WHERE slug = ?1;

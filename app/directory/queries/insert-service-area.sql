-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: service_id, country, name
INSERT INTO service_area (service_id, country, name)
VALUES (?1, ?2, ?3);

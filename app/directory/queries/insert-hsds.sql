-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: service_id, json
INSERT INTO hsds (service_id, json)
VALUES (?1, ?2);

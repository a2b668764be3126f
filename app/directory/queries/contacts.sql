-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: id of a service
-- Outputs: slug, kind, authority, number or address of each way to reach it: numbers, mailboxes, virtual places, each in the order of the rows
SELECT slug, kind, authority, number FROM phone WHERE service_id = ?1
UNION ALL
SELECT slug, kind, authority, email FROM contact WHERE service_id = ?1
UNION ALL
SELECT slug, kind, authority, url FROM location WHERE service_id = ?1;

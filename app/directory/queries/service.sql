-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: id of a service
-- Outputs: slug, country, audiences, authority, priority, peer, youngest and oldest age (empty: unknown), confirmed, part of the country, topics, digest
SELECT slug, country, audiences, authority, priority, peer, minimum_age, maximum_age, confirmed, region, topics, digest
FROM service
WHERE id = ?1;

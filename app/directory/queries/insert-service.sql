-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: id, slug, organization_id, name, alternate_name, status, minimum_age, maximum_age, country, audiences, authority, priority, peer, confirmed, region, topics
INSERT INTO service (id, slug, organization_id, name, alternate_name, status, minimum_age, maximum_age, country, audiences, authority, priority, peer, confirmed, region, topics)
VALUES (?1, ?2, (SELECT id FROM organization WHERE name = ?3), ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16);

-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: FTS5 expression, country, term ('' for any), bit of the audience, bits of the channels, age (-1 unknown), how many
-- Outputs: id of the service, priority, peer, confirmed, country, region, topics, languages; best first
-- CROSS keeps the order of the loops: the index of words first, in order of rank, so that LIMIT ends the walk.
SELECT service.id, service.priority, service.peer, service.confirmed, service.country, service.region, service.topics, service.spoken
FROM search
CROSS JOIN choice ON choice.country = ?2 AND choice.term = ?3 AND choice.service_id = search.rowid
CROSS JOIN service ON service.id = search.rowid
WHERE search MATCH ?1
  AND choice.audiences & ?4 AND choice.channels & ?5
  AND (?6 < 0 OR (choice.minimum_age <= ?6 AND choice.maximum_age >= ?6))
ORDER BY search.rowid
LIMIT ?7;

-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: country
-- Outputs: id of the emergency service that is nearest: the country's own before the European one
SELECT choice.service_id
FROM choice
JOIN service ON service.id = choice.service_id
WHERE choice.country = ?1 AND choice.term = 'emergency' AND service.priority = 0
ORDER BY service.country <> ?1, choice.service_id
LIMIT 1;

-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: id of a service, its digest, codes of its languages
UPDATE service SET digest = ?2,
  spoken = coalesce ((SELECT replace (group_concat (DISTINCT code), ',', ' ') FROM language WHERE service_id = ?1), '')
WHERE id = ?1;

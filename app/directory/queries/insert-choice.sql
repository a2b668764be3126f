-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: country, term, service_id, audiences, channels, minimum_age, maximum_age
INSERT INTO choice (country, term, service_id, audiences, channels, minimum_age, maximum_age)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);

-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: service_id, subject, field, value, display, grade, state, date, checked, recheck, sources, id
INSERT INTO fact (service_id, subject, field, value, display, grade, state, date, checked, recheck, sources, id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12);

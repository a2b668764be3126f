-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: id of a service
-- Outputs: code ("*" for interpreters), note
SELECT code, note FROM language WHERE service_id = ?1;

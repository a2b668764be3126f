-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: name
INSERT INTO organization (name) VALUES (?1) ON CONFLICT (name) DO NOTHING;

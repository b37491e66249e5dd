// The front page: search, filters and sorting. It shows what was decided, and decides nothing.
"use strict";

//! Calendar days: due-date arithmetic, business days, holidays. Refuses to know what day it is.

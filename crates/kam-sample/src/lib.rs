//! A believable company, delivered as its three systems would deliver it, with its truth beside it.

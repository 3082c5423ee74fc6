//! Where labels go so that none covers another: the most important first, each to the first free side.

/// A box in hundredths, its ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) left: i128,
    pub(super) right: i128,
    pub(super) top: i128,
    pub(super) bottom: i128,
}

impl Block {
    /// Whether two boxes share a place.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// Whether the other box lies within.
    fn holds(&self, other: &Self) -> bool {
        self.left <= other.left && other.right <= self.right && self.top <= other.top && other.bottom <= self.bottom
    }
}

/// How a label stands to its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    /// How SVG names it.
    pub(super) fn written(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// A label with a place: `x`, and `y` of its baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) x: i128,
    pub(super) y: i128,
    pub(super) anchor: Anchor,
}

/// What a label belongs to: a disc, and how much room the text takes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    pub(super) x: i128,
    pub(super) y: i128,
    pub(super) radius: i128,
    pub(super) width: i128,
    pub(super) letters: i128,
}

/// A surface that remembers what stands on it.
pub(super) struct Surface {
    bounds: Block,
    taken: Vec<Block>,
}

impl Surface {
    /// An empty surface.
    pub(super) fn new(bounds: Block) -> Self {
        Self { bounds, taken: Vec::new() }
    }

    /// Keeps a box free of labels.
    pub(super) fn keep(&mut self, block: Block) {
        self.taken.push(block);
    }

    /// Keeps a disc free of labels.
    pub(super) fn keep_disc(&mut self, x: i128, y: i128, radius: i128) {
        self.keep(Block { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });
    }

    /// Places a label to the right of its disc, to the left, above or below, or at a slant; nowhere if all are taken.
    pub(super) fn place(&mut self, wanted: &Wanted) -> Option<Placed> {
        let gap = wanted.radius + 300;
        let (middle, above) = (wanted.y + wanted.letters * 35 / 100, wanted.y - gap);
        let below = wanted.y + gap + wanted.letters * 75 / 100;
        // At a slant the disc is nearer: seven tenths of its radius to the side and up.
        let (aside, rise) = (wanted.radius * 7 / 10 + 200, wanted.radius * 3 / 10);
        let sides = [
            Placed { x: wanted.x + gap, y: middle, anchor: Anchor::Start },
            Placed { x: wanted.x - gap, y: middle, anchor: Anchor::End },
            Placed { x: wanted.x, y: above, anchor: Anchor::Middle },
            Placed { x: wanted.x, y: below, anchor: Anchor::Middle },
            Placed { x: wanted.x + aside, y: above + rise, anchor: Anchor::Start },
            Placed { x: wanted.x + aside, y: below - rise, anchor: Anchor::Start },
            Placed { x: wanted.x - aside, y: above + rise, anchor: Anchor::End },
            Placed { x: wanted.x - aside, y: below - rise, anchor: Anchor::End },
        ];
        let free = sides.into_iter().find(|side| self.is_free(&block(side, wanted)))?;
        self.keep(block(&free, wanted));
        Some(free)
    }

    fn is_free(&self, block: &Block) -> bool {
        self.bounds.holds(block) && !self.taken.iter().any(|taken| taken.meets(block))
    }
}

/// The box of a label that stands there.
fn block(placed: &Placed, wanted: &Wanted) -> Block {
    let left = match placed.anchor {
        Anchor::Start => placed.x,
        Anchor::Middle => placed.x - wanted.width / 2,
        Anchor::End => placed.x - wanted.width,
    };
    let (top, bottom) = (placed.y - wanted.letters * 85 / 100, placed.y + wanted.letters * 25 / 100);
    Block { left, right: left + wanted.width, top, bottom }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surface() -> Surface {
        Surface::new(Block { left: 0, right: 20_000, top: 0, bottom: 10_000 })
    }

    fn wanted(x: i128, y: i128) -> Wanted {
        Wanted { x, y, radius: 500, width: 6_000, letters: 1_000 }
    }

    #[test]
    fn the_first_free_side_is_taken() {
        let mut surface = surface();
        let sides = [0; 5].map(|_| surface.place(&wanted(10_000, 5_000)).map(|placed| (placed.x, placed.y)));
        assert_eq!(
            sides,
            [Some((10_800, 5_350)), Some((9_200, 5_350)), Some((10_000, 4_200)), Some((10_000, 6_550)), None]
        );
    }

    #[test]
    fn where_all_sides_are_taken_a_label_stands_at_a_slant() {
        let mut surface = surface();
        // Above and below the middle is taken, and so are both sides.
        surface.keep(Block { left: 0, right: 20_000, top: 4_600, bottom: 5_500 });
        surface.keep(Block { left: 9_000, right: 10_300, top: 0, bottom: 10_000 });
        let placed = surface.place(&wanted(10_000, 5_000));
        assert_eq!(placed, Some(Placed { x: 10_550, y: 4_350, anchor: Anchor::Start }));
    }

    #[test]
    fn no_label_leaves_the_surface() {
        let placed = surface().place(&wanted(18_000, 5_000));
        assert_eq!(placed.map(|placed| placed.anchor), Some(Anchor::End));
        assert_eq!(surface().place(&Wanted { width: 21_000, ..wanted(10_000, 5_000) }), None);
    }

    #[test]
    fn kept_places_stay_free() {
        let mut surface = surface();
        surface.keep_disc(14_000, 5_000, 1_000);
        assert_eq!(surface.place(&wanted(10_000, 5_000)).map(|placed| placed.anchor), Some(Anchor::End));
    }
}

//! The declarations of wire types: one place for a field's name, type and documentation.

/// Declares a struct of the wire. Each field: its documentation, its JSON name, its Rust name and type.
#[macro_export]
macro_rules! wire_struct {
    (
        $(#[doc = $doc:literal])*
        $(#[derive($($derive:path),* $(,)?)])?
        pub struct $name:ident {
            $($(#[doc = $field_doc:literal])* $json:literal $field:ident : $ty:ty),* $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq $(, $($derive),*)?)]
        pub struct $name {
            $($(#[doc = $field_doc])* pub $field: $ty,)*
        }

        impl $name {
            /// The fields, in their order.
            pub const FIELDS: &'static [$crate::wire::Field] = &[$($crate::wire::Field {
                name: $json,
                shape: <$ty as $crate::wire::Wire>::SHAPE,
            }),*];

            /// Takes the fields from their nodes.
            #[allow(unused_variables)] // A kind of a union may have no fields of its own.
            pub fn take_fields(nodes: &mut $crate::wire::Nodes<'_>) -> Self {
                $name { $($field: <$ty as $crate::wire::Wire>::take_next(nodes),)* }
            }

            /// Writes the fields into an open object.
            #[allow(unused_variables)] // A kind of a union may have no fields of its own.
            pub fn write_fields(&self, out: &mut $crate::wire::Writer) {
                let around = out.fields(Self::FIELDS);
                $($crate::wire::Wire::write_next(&self.$field, out);)*
                out.fields(around);
            }

            /// Describes the fields.
            #[allow(unused_variables)] // A kind of a union may have no fields of its own.
            #[cfg(feature = "schema")]
            pub fn schema_fields(registry: &mut $crate::wire::schema::Registry) -> Vec<$crate::wire::schema::Field> {
                vec![$($crate::wire::schema::Field {
                    name: $json,
                    doc: concat!($($field_doc, "\n"),*),
                    required: !<$ty as $crate::wire::Wire>::SHAPE.is_optional(),
                    schema: <$ty as $crate::wire::Wire>::schema(registry),
                }),*]
            }
        }

        impl $crate::wire::Wire for $name {
            const SHAPE: &'static $crate::wire::Shape = &$crate::wire::Shape::Record(Self::FIELDS);

            fn take(node: $crate::wire::Node<'_>) -> Self {
                Self::take_fields(&mut $crate::wire::Nodes::of(node))
            }

            fn write(&self, out: &mut $crate::wire::Writer) {
                out.object();
                self.write_fields(out);
                out.end_object();
            }

            #[cfg(feature = "schema")]
            fn schema(registry: &mut $crate::wire::schema::Registry) -> $crate::wire::schema::Schema {
                registry.structure(stringify!($name), concat!($($doc, "\n"),*), Self::schema_fields)
            }
        }
    };
}

/// Declares a set of words of the wire.
#[macro_export]
macro_rules! wire_enum {
    (
        $(#[doc = $doc:literal])*
        $(#[derive($($derive:path),* $(,)?)])?
        pub enum $name:ident {
            $($(#[doc = $variant_doc:literal])* $json:literal $variant:ident),* $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq $(, $($derive),*)?)]
        pub enum $name { $($(#[doc = $variant_doc])* $variant,)* }

        impl $name {
            /// All words, in their order.
            pub const WORDS: &'static [&'static str] = &[$($json),*];

            /// The word on the wire.
            pub fn as_str(&self) -> &'static str {
                match self { $($name::$variant => $json,)* }
            }

            /// The values, in the order of the words.
            const VALUES: &'static [Self] = &[$($name::$variant),*];

            /// The value of a word.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::VALUES.get(Self::WORDS.iter().position(|known| *known == word)?).cloned()
            }
        }

        impl $crate::wire::Wire for $name {
            const SHAPE: &'static $crate::wire::Shape = &$crate::wire::Shape::Words(Self::WORDS);

            fn take(node: $crate::wire::Node<'_>) -> Self {
                let [first, ..] = Self::VALUES else { unreachable!("a set of words has one") };
                Self::VALUES.get(node.word()).unwrap_or(first).clone()
            }

            fn write(&self, out: &mut $crate::wire::Writer) {
                out.text(self.as_str());
            }

            #[cfg(feature = "schema")]
            fn schema(registry: &mut $crate::wire::schema::Registry) -> $crate::wire::schema::Schema {
                registry.words(stringify!($name), concat!($($doc, "\n"),*), &[$(($json, concat!($($variant_doc, "\n"),*))),*])
            }
        }
    };
}

/// Declares a union of the wire: common fields, a tag, and the fields of each kind.
#[macro_export]
macro_rules! wire_tagged {
    (
        $(#[doc = $doc:literal])*
        pub struct $name:ident {
            $($(#[doc = $common_doc:literal])* $common_json:literal $common:ident : $common_ty:ty),* ;
            $tag_json:literal $tag:ident : pub enum $kinds:ident {
                $($(#[doc = $kind_doc:literal])* $kind_json:literal $kind:ident ($fields:ident) {
                    $($(#[doc = $field_doc:literal])* $json:literal $field:ident : $ty:ty),* $(,)?
                }),* $(,)?
            }
        }
    ) => {
        $($crate::wire_struct! {
            $(#[doc = $kind_doc])*
            pub struct $fields { $($(#[doc = $field_doc])* $json $field: $ty),* }
        })*

        /// The kinds, each with its own fields.
        #[derive(Clone, Debug, PartialEq)]
        pub enum $kinds { $($(#[doc = $kind_doc])* $kind($fields),)* }

        impl $kinds {
            /// All words of the tag.
            pub const WORDS: &'static [&'static str] = &[$($kind_json),*];

            /// The word of the tag.
            pub fn as_str(&self) -> &'static str {
                match self { $($kinds::$kind(_) => $kind_json,)* }
            }
        }

        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $($(#[doc = $common_doc])* pub $common: $common_ty,)*
            /// What it is, with the fields of its kind.
            pub $tag: $kinds,
        }

        impl $name {
            /// The common fields, in their order.
            const FIELDS: &'static [$crate::wire::Field] = &[$($crate::wire::Field {
                name: $common_json,
                shape: <$common_ty as $crate::wire::Wire>::SHAPE,
            }),*];
        }

        impl $crate::wire::Wire for $name {
            const SHAPE: &'static $crate::wire::Shape = &$crate::wire::Shape::Union(&$crate::wire::Union {
                common: Self::FIELDS,
                tag: $tag_json,
                words: $kinds::WORDS,
                kinds: &[$($fields::FIELDS),*],
            });

            fn take(node: $crate::wire::Node<'_>) -> Self {
                let mut nodes = $crate::wire::Nodes::of(node);
                $(let $common = <$common_ty as $crate::wire::Wire>::take_next(&mut nodes);)*
                let (kind, mut fields) = nodes.kind();
                let kinds: &[fn(&mut $crate::wire::Nodes<'_>) -> $kinds] =
                    &[$(|nodes| $kinds::$kind($fields::take_fields(nodes))),*];
                let [first, ..] = kinds else { unreachable!("a union has a kind") };
                let $tag = kinds.get(kind).unwrap_or(first)(&mut fields);
                $name { $($common,)* $tag }
            }

            fn write(&self, out: &mut $crate::wire::Writer) {
                out.object();
                let around = out.fields(Self::FIELDS);
                $($crate::wire::Wire::write_next(&self.$common, out);)*
                out.fields(around);
                out.key($tag_json);
                out.text(self.$tag.as_str());
                match &self.$tag { $($kinds::$kind(fields) => fields.write_fields(out),)* }
                out.end_object();
            }

            #[cfg(feature = "schema")]
            fn schema(registry: &mut $crate::wire::schema::Registry) -> $crate::wire::schema::Schema {
                registry.tagged(
                    stringify!($name),
                    concat!($($doc, "\n"),*),
                    $tag_json,
                    |registry| vec![$($crate::wire::schema::Field {
                        name: $common_json,
                        doc: concat!($($common_doc, "\n"),*),
                        required: !<$common_ty as $crate::wire::Wire>::SHAPE.is_optional(),
                        schema: <$common_ty as $crate::wire::Wire>::schema(registry),
                    }),*],
                    |registry| vec![$($crate::wire::schema::Kind {
                        word: $kind_json,
                        name: concat!(stringify!($name), stringify!($kind)),
                        doc: concat!($($kind_doc, "\n"),*),
                        fields: $fields::schema_fields(registry),
                    }),*],
                )
            }
        }
    };
}

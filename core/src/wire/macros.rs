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
            /// The JSON names of the fields, in their order.
            pub const FIELDS: &'static [&'static str] = &[$($json),*];

            /// Reads the fields from the entries of an object.
            #[allow(unused_variables)] // A kind of a union may have no fields of its own.
            pub fn read_fields(
                entries: Vec<(std::borrow::Cow<'_, str>, $crate::wire::Value<'_>)>,
                cx: &mut $crate::wire::Reader,
            ) -> Self {
                $(let mut $field: $crate::wire::Slot<$ty> = $crate::wire::Slot::Absent;)*
                for (key, value) in entries {
                    match &*key {
                        $($json => match $field {
                            $crate::wire::Slot::Absent => {
                                $field = $crate::wire::Slot::Read(
                                    cx.field($json, |cx| <$ty as $crate::wire::Wire>::read(value, cx)),
                                );
                            }
                            $crate::wire::Slot::Read(_) => cx.doubled($json),
                        },)*
                        other => cx.unknown(other, Self::FIELDS),
                    }
                }
                $name { $($field: $field.or_missing($json, cx),)* }
            }

            /// Writes the fields into an open object.
            #[allow(unused_variables)] // A kind of a union may have no fields of its own.
            pub fn write_fields(&self, out: &mut $crate::wire::Writer) {
                $(if !$crate::wire::Wire::is_absent(&self.$field) {
                    out.key($json);
                    $crate::wire::Wire::write(&self.$field, out);
                })*
            }

            /// Describes the fields.
            #[allow(unused_variables)] // A kind of a union may have no fields of its own.
            #[cfg(feature = "schema")]
            pub fn schema_fields(registry: &mut $crate::wire::schema::Registry) -> Vec<$crate::wire::schema::Field> {
                vec![$($crate::wire::schema::Field {
                    name: $json,
                    doc: concat!($($field_doc, "\n"),*),
                    required: <$ty as $crate::wire::Wire>::absent().is_none(),
                    schema: <$ty as $crate::wire::Wire>::schema(registry),
                }),*]
            }
        }

        impl $crate::wire::Wire for $name {
            fn read(value: $crate::wire::Value<'_>, cx: &mut $crate::wire::Reader) -> Self {
                match value {
                    $crate::wire::Value::Object(entries) => Self::read_fields(entries, cx),
                    other => {
                        cx.mistyped("An object", &other);
                        Self::placeholder()
                    }
                }
            }

            fn placeholder() -> Self {
                $name { $($field: <$ty as $crate::wire::Wire>::placeholder(),)* }
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

            /// The value of a word.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($json => Some($name::$variant),)* _ => None }
            }
        }

        impl $crate::wire::Wire for $name {
            fn read(value: $crate::wire::Value<'_>, cx: &mut $crate::wire::Reader) -> Self {
                $crate::wire::read_word(value, cx, Self::WORDS, Self::from_word).unwrap_or_else(Self::placeholder)
            }

            fn placeholder() -> Self {
                let all = [$($name::$variant),*];
                let [first, ..] = all;
                first
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

        impl $crate::wire::Wire for $name {
            fn read(value: $crate::wire::Value<'_>, cx: &mut $crate::wire::Reader) -> Self {
                let entries = match value {
                    $crate::wire::Value::Object(entries) => entries,
                    other => {
                        cx.mistyped("An object", &other);
                        return Self::placeholder();
                    }
                };
                $(let mut $common: $crate::wire::Slot<$common_ty> = $crate::wire::Slot::Absent;)*
                let mut tag: Option<String> = None;
                let mut rest = Vec::with_capacity(entries.len());
                for (key, value) in entries {
                    match &*key {
                        $($common_json => match $common {
                            $crate::wire::Slot::Absent => {
                                $common = $crate::wire::Slot::Read(
                                    cx.field($common_json, |cx| <$common_ty as $crate::wire::Wire>::read(value, cx)),
                                );
                            }
                            $crate::wire::Slot::Read(_) => cx.doubled($common_json),
                        },)*
                        $tag_json => match tag {
                            None => tag = Some(cx.field($tag_json, |cx| $crate::wire::Wire::read(value, cx))),
                            Some(_) => cx.doubled($tag_json),
                        },
                        _ => rest.push((key, value)),
                    }
                }
                let $tag = match tag.as_deref() {
                    $(Some($kind_json) => $kinds::$kind($fields::read_fields(rest, cx)),)*
                    Some(other) => {
                        cx.field($tag_json, |cx| $crate::wire::unknown_word(other, $kinds::WORDS, cx));
                        <Self as $crate::wire::Wire>::placeholder().$tag
                    }
                    None => {
                        cx.missing($tag_json);
                        <Self as $crate::wire::Wire>::placeholder().$tag
                    }
                };
                $name { $($common: $common.or_missing($common_json, cx),)* $tag }
            }

            fn placeholder() -> Self {
                let all = [$($kinds::$kind(<$fields as $crate::wire::Wire>::placeholder())),*];
                let [first, ..] = all;
                $name { $($common: <$common_ty as $crate::wire::Wire>::placeholder(),)* $tag: first }
            }

            fn write(&self, out: &mut $crate::wire::Writer) {
                out.object();
                $(if !$crate::wire::Wire::is_absent(&self.$common) {
                    out.key($common_json);
                    $crate::wire::Wire::write(&self.$common, out);
                })*
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
                        required: <$common_ty as $crate::wire::Wire>::absent().is_none(),
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

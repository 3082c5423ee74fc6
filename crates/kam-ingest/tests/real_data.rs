//! Files nobody here wrote: every row of them is read, and the fields are the ones others find in them.
//!
//! They lie in a folder of their own, named by `KAM_REAL_DATA`. Without it there is nothing to show, which is a
//! failure where `CI=true`.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use arrow_array::types::Decimal128Type;
use kam_ingest::{Totals, read_from};
use kam_project::{
    AddsUp, Column, ColumnType, CsvFormat, Extract, Format, FormatKind, Layer, OnResend, Source, Spelling, TableName,
};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// The folder of real data, if it is here.
fn real_data() -> Option<PathBuf> {
    let workspace = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = workspace.join(std::env::var_os("KAM_REAL_DATA").unwrap_or_else(|| "../shared/data".into()));
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "`{}` is absent", folder.display());
    let _ =
        std::io::Write::write_all(&mut std::io::stderr(), b"skipped: set KAM_REAL_DATA to the folder of real data\n");
    None
}

fn column(name: &str, kind: ColumnType) -> Column {
    Column {
        source_name: name.to_owned(),
        name: name.to_owned(),
        kind,
        required: false,
        pattern: None,
        one_of: Vec::new(),
        formats: Vec::new(),
        zone: None,
        truths: vec!["1".to_owned()],
        falsehoods: vec!["0".to_owned()],
        null: None,
        decimal_mark: '.',
        thousands_mark: None,
        spelling: Spelling::default(),
    }
}

fn extract(columns: Vec<Column>, header: bool) -> Extract {
    Extract {
        table: TableName::new(Layer::Raw, "real_file"),
        system: "real".to_owned(),
        file: PathBuf::new(),
        shape_version: String::new(),
        description: String::new(),
        from: Source { connection: String::new(), path: String::new(), member: None, is_optional: false },
        adds_up: AddsUp::Append,
        format: Format {
            kind: FormatKind::Csv(CsvFormat { header_lines: u32::from(header), ..CsvFormat::default() }),
            encodings: Vec::new(),
            null: vec![String::new()],
        },
        key: Vec::new(),
        known_from: None,
        reject_limit_ppm: 0,
        loss_limit_ppm: 0,
        on_resend: OnResend::Refuse,
        drift: kam_project::DriftPolicy::default(),
        columns,
        taken_over: 0,
    }
}

/// Columns from a line like `OrderID:bigint OrderDate:date=%m/%d/%Y`; a bare name is text.
fn columns(line: &str) -> Vec<Column> {
    line.split_whitespace()
        .map(|word| {
            let (name, kind) = word.split_once(':').unwrap_or((word, "text"));
            let (kind, format) = kind.split_once('=').map_or((kind, None), |(kind, format)| (kind, Some(format)));
            let mut column = column(name, kind_of(kind));
            column.formats = format.map(str::to_owned).into_iter().collect();
            column
        })
        .collect()
}

fn kind_of(kind: &str) -> ColumnType {
    match kind {
        "bigint" => ColumnType::Bigint,
        "money" => ColumnType::Decimal(18, 4),
        "boolean" => ColumnType::Boolean,
        "date" => ColumnType::Date,
        _ => ColumnType::Text,
    }
}

fn whole(extract: &Extract, bytes: &[u8]) -> (Vec<RecordBatch>, Totals) {
    let mut reader = read_from(extract, "real.csv", bytes).unwrap();
    let mut batches = Vec::new();
    for portion in reader.by_ref() {
        let portion = portion.unwrap();
        assert_eq!(portion.rejected, []);
        batches.push(portion.rows);
    }
    assert_eq!(reader.drifts(), []);
    (batches, reader.finish())
}

/// Rows counted beforehand with Python's `csv`, and the shape each file has.
const FILES: [(&str, u64, &str); 19] = [
    ("northwind/Categories.csv", 8, "CategoryID:bigint CategoryName Description Picture"),
    (
        "northwind/Customers.csv",
        91,
        "CustomerID CompanyName ContactName ContactTitle Address City Region PostalCode Country Phone Fax",
    ),
    ("northwind/EmployeeTerritories.csv", 49, "#EmployeeID:bigint TerritoryID"),
    (
        "northwind/Employees.csv",
        9,
        "EmployeeID:bigint LastName FirstName Title TitleOfCourtesy BirthDate:date=%m/%d/%Y HireDate:date=%m/%d/%Y Address City Region PostalCode Country HomePhone Extension Photo Notes ReportsTo PhotoPath",
    ),
    (
        "northwind/Order_Details.csv",
        2_155,
        "OrderID:bigint ProductID:bigint UnitPrice:money Quantity:bigint Discount:money",
    ),
    (
        "northwind/Orders.csv",
        830,
        "OrderID:bigint CustomerID EmployeeID:bigint OrderDate:date=%m/%d/%Y RequiredDate:date=%m/%d/%Y ShippedDate:date=%m/%d/%Y ShipVia:bigint Freight:money ShipName ShipAddress ShipCity ShipRegion ShipPostalCode ShipCountry",
    ),
    (
        "northwind/Products.csv",
        77,
        "ProductID:bigint ProductName SupplierID:bigint CategoryID:bigint QuantityPerUnit UnitPrice:money UnitsInStock:bigint UnitsOnOrder:bigint ReorderLevel:bigint Discontinued:boolean",
    ),
    ("northwind/Region.csv", 4, "#RegionID:bigint RegionDescription"),
    ("northwind/Shippers.csv", 3, "ShipperID:bigint CompanyName Phone"),
    (
        "northwind/Suppliers.csv",
        29,
        "SupplierID:bigint CompanyName ContactName ContactTitle Address City Region PostalCode Country Phone Fax HomePage",
    ),
    ("northwind/Territories.csv", 53, "#TerritoryID TerritoryDescription RegionID:bigint"),
    (
        "classicmodels/customers.csv",
        122,
        "customerNumber:bigint customerName contactLastName contactFirstName phone addressLine1 addressLine2 city state postalCode country salesRepEmployeeNumber:bigint creditLimit:money",
    ),
    (
        "classicmodels/employees.csv",
        23,
        "employeeNumber:bigint lastName firstName extension email officeCode reportsTo:bigint jobTitle",
    ),
    (
        "classicmodels/offices.csv",
        7,
        "officeCode city phone addressLine1 addressLine2 state country postalCode territory",
    ),
    (
        "classicmodels/orderdetails.csv",
        2_996,
        "orderNumber:bigint productCode quantityOrdered:bigint priceEach:money orderLineNumber:bigint",
    ),
    (
        "classicmodels/orders.csv",
        326,
        "orderNumber:bigint orderDate:date requiredDate:date shippedDate:date status comments customerNumber:bigint",
    ),
    ("classicmodels/payments.csv", 273, "customerNumber:bigint checkNumber paymentDate:date amount:money"),
    ("classicmodels/productlines.csv", 7, "productLine textDescription htmlDescription image"),
    (
        "classicmodels/products.csv",
        110,
        "productCode productName productLine productScale productVendor productDescription quantityInStock:bigint buyPrice:money MSRP:money",
    ),
];

#[test]
fn northwind_and_classicmodels_are_read_whole() {
    let Some(folder) = real_data() else { return };
    for (file, rows, shape) in FILES {
        let header = !shape.starts_with('#');
        let extract = extract(columns(shape.trim_start_matches('#')), header);
        let (_, totals) = whole(&extract, &fs::read(folder.join(file)).unwrap());
        assert_eq!((totals.rows_read, totals.rows_admitted, totals.rows_rejected), (rows, rows, 0), "{file}");
    }
}

/// Payments are 8,853,839.23 in all, as stated beside the data.
#[test]
fn money_is_exact_to_the_cent() {
    let Some(folder) = real_data() else { return };
    let (file, _, shape) = FILES[16];
    let (batches, _) = whole(&extract(columns(shape), true), &fs::read(folder.join(file)).unwrap());
    let amounts = batches.iter().flat_map(|batch| batch.column(3).as_primitive::<Decimal128Type>().values().to_vec());
    assert_eq!(amounts.sum::<i128>(), 88_538_392_300);
}

/// The fields of every file equal its JSON, but for two mistakes in the collection itself: the files called
/// `…_crlf` reach us with LF, so the line ends are put back; and one telephone number differs.
#[test]
fn csv_spectrum_equals_its_json() {
    let Some(folder) = real_data() else { return };
    let mut compared = 0;
    for entry in fs::read_dir(folder.join("csv-spectrum/csvs")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        let text = if name.ends_with("_crlf") { text.replace('\n', "\r\n") } else { text };
        let answer = fs::read_to_string(folder.join(format!("csv-spectrum/json/{name}.json"))).unwrap();
        let answer = answer.replace("1234567890", "2095257564");
        assert_eq!(table(&text), rows_of(&answer), "{name}");
        compared += 1;
    }
    assert_eq!(compared, 12);
}

type Rows = Vec<BTreeMap<String, String>>;

fn rows_of(json: &str) -> Rows {
    let value: Value = serde_json::from_str(json).unwrap();
    let rows = if value.is_array() { value } else { Value::Array(vec![value]) };
    serde_json::from_value(rows).unwrap()
}

/// All columns of a text, as text; nothing is NULL.
fn table(text: &str) -> Rows {
    let names: Vec<_> = text.lines().next().unwrap().split(',').collect();
    let mut extract = extract(names.iter().map(|name| column(name, ColumnType::Text)).collect(), true);
    extract.format.null.clear();
    let (batches, _) = whole(&extract, text.as_bytes());
    let mut rows = Vec::new();
    for batch in batches {
        for row in 0..batch.num_rows() {
            let field = |at: usize| batch.column(at).as_string::<i32>().value(row).to_owned();
            rows.push(names.iter().enumerate().map(|(at, name)| ((*name).to_owned(), field(at))).collect());
        }
    }
    rows
}

#[test]
fn declared_marks_of_several_characters_land() {
    let Some(folder) = real_data() else { return };
    let names = ["id", "name", "person", "survey", "guid", "changed"];
    let mut extract = extract(names.map(|name| column(name, ColumnType::Text)).to_vec(), false);
    extract.format.kind = FormatKind::Csv(CsvFormat {
        delimiter: "+|".to_owned(),
        quote: None,
        row_end: Some("&|\n".to_owned()),
        header_lines: 0,
        ..CsvFormat::default()
    });
    let file = fs::File::open(folder.join("adventureworks-oltp/Store.csv")).unwrap();
    let mut reader = read_from(&extract, "Store.csv", file).unwrap();
    let rejected: usize = reader.by_ref().map(|portion| portion.unwrap().rejected.len()).sum();
    assert_eq!((rejected, reader.finish().rows_admitted), (0, 701));
}

/* kam
description = "Business partners, renamed and trimmed."
*/
with

partners as (
    select * from raw.sap_partners
),

partners_renamed as (
    select
        "PARTNERID" as account_key,
        trim("COMPANYNAME") as company_name,
        trim("LEGALFORM") as legal_form,
        trim("PHONENUMBER") as phone,
        trim("WEBADDRESS") as website
    from partners
)

select * from partners_renamed
